# Thin on purpose: the work is in `python -m scripts <verb>`.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m scripts
PORT ?= 8000
BUILDER ?= mkdocs

.PHONY: help setup site test serve check new fix learn bench bench-search fuzz clean

help: ## この一覧
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /	/' | expand -t 14

setup: $(VENV)/.build ## 作るのに要るものをそろえる

site: $(VENV)/.build $(if $(filter zensical,$(BUILDER)),$(VENV)/.zensical) ## site/ を作る(BUILDER=zensical: 次の生成器で)
	@$(RUN) build --builder $(BUILDER)

check: $(VENV)/.build ## corpus/ を確かめる
	@$(RUN) check

new: $(VENV)/.build ## 問いに答えて、新しい言葉を足す
	@$(RUN) new $(ARGS)

fix: $(VENV)/.build ## check が「直せます」と言うところを直す
	@$(RUN) fix $(ARGS)

serve: $(VENV)/.build ## 手元で表示し、保存するたびに作り直す
	@$(RUN) serve --port $(PORT)

test: $(VENV)/.test ## すべてのテスト(Chromium もそろえる)
	@$(RUN) browser
	@$(VENV)/bin/python -m pytest $(ARGS)

learn: $(VENV)/.learn ## 下書きチェックの見分け方を、corpus/learning の例文から学び直す
	@$(RUN) learn

bench: $(VENV)/.build ## 100、1,000、10,000 の言葉で、組み立ての速さと重さを測る
	@$(RUN) bench $(ARGS)

bench-search: $(VENV)/.bench ## 検索の質、速さ、重さを、ほかの検索と並べて測る
	@$(RUN) browser
	@$(RUN) bench-search $(ARGS)

fuzz: $(VENV)/.test ## 壊した言葉のファイルを二万通り読ませる(CASES=数 FIRST=番号)
	@$(VENV)/bin/python -m tests.hostile.fuzz --cases $(or $(CASES),20000) --first $(or $(FIRST),0)

clean: ## 作ったものを消す
	rm -rf build site $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 以上が要ります: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

OFFLINE = { echo "部品を入れられませんでした。ネットワークにつながっているか、確かめてください(一度そろえれば、次からは要りません)。" >&2; exit 1; }

$(VENV)/.build: requirements.txt | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt || $(OFFLINE)
	@touch $@

$(VENV)/.test: requirements-dev.txt | $(VENV)/.build
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt || $(OFFLINE)
	@touch $@

$(VENV)/.bench: requirements-bench.txt | $(VENV)/.build
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt || $(OFFLINE)
	@touch $@

$(VENV)/.learn: requirements-learn.txt | $(VENV)/.build
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-learn.txt || $(OFFLINE)
	@touch $@

$(VENV)/.zensical: requirements-zensical.txt | $(VENV)/.build
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-zensical.txt || $(OFFLINE)
	@touch $@
