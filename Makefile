# `make` gives build/report.pdf, `make test` passes the tests; `make help` names the rest.

PYTHON ?= python3
VENV := .venv/bin
RUN := $(VENV)/python -m reportgen
READY := .venv/ready
SET_UP := PYTHONPATH=src $(PYTHON) -B -m reportgen.machine

.PHONY: report zh en books exhibits copies check verify doctor test fuzz bench lint pictures setup lock clean distclean help

report: $(READY)  ## build/report.pdf, Chinese and English side by side | 中英对照版
	@$(RUN) build

zh: $(READY)  ## build/report-zh.pdf | 中文版
	@$(RUN) build --book zh

en: $(READY)  ## build/report-en.pdf | 英文版
	@$(RUN) build --book en

books: $(READY)  ## all three | 三种版本
	@$(RUN) build --book all

exhibits: $(READY)  ## build/exhibits/: each figure, table and landscape as PNG, CSV, JSON | 导出图、表、图谱
	@$(RUN) exhibits

copies: $(READY)  ## make copies SUBSCRIBERS=list.csv: a marked copy of build/report.pdf for each | 个人副本
	@$(RUN) copies make $(SUBSCRIBERS)

check: $(READY)  ## judge content/ and data/ without pressing | 只检查稿件和数据
	@$(RUN) check

verify: $(READY)  ## press the books again and compare every byte | 重新生成并核对
	@$(RUN) verify

doctor:  ## what this machine has and lacks | 检查环境
	@if [ -x $(VENV)/python ]; then $(RUN) doctor; else $(SET_UP) doctor; fi

test: $(READY)  ## all tests | 全部测试
	@$(VENV)/python -m pytest -n auto --dist worksteal

fuzz: $(READY)  ## spoil every kind of input for SECONDS=300 | 随机破坏各类输入
	@end=$$(($$(date +%s) + $(or $(SECONDS),300))); while [ $$(date +%s) -lt $$end ]; do \
		$(VENV)/python -m pytest -x tests/fuzz --hypothesis-profile=fuzz --hypothesis-seed=random || exit 1; done

bench: $(READY)  ## time and setting beside other tools; ROWS=charts,growth for some | 与其他工具并排比较
	@UV_SYSTEM_CERTS=1 $(VENV)/uv pip install --quiet --python $(VENV)/python --group bench
	@$(VENV)/python tests/bench $(ROWS)

lint: $(READY)  ## format, rules, types and the fast tests | 代码检查
	@$(VENV)/ruff format --check
	@$(VENV)/ruff check
	@$(VENV)/python -m mypy
	@$(VENV)/python -m pytest tests/unit tests/house

pictures: report  ## the README's picture, from build/report.pdf | 更新说明文件中的图片
	@$(VENV)/python .pictures/make.py

setup:  ## make the machine ready, once more if need be | 只准备环境
	@$(SET_UP)

lock:  ## bring requirements.lock in line with pyproject.toml | 更新软件包锁定文件
	@UV_SYSTEM_CERTS=1 $(VENV)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--fork-strategy fewest --generate-hashes --no-header --quiet --output-file requirements.lock

clean:  ## remove build/ | 删除生成的文件
	@rm -rf build

distclean: clean  ## remove .venv and all caches too | 恢复到刚下载的样子
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## this list | 本列表
	@awk -F ':.*## | \\| ' '/^[a-z]+:.*## / { printf "make %-10s %s  %s\n", $$1, $$2, $$3 }' Makefile

$(READY): requirements.lock pyproject.toml $(wildcard src/reportgen/machine/*.py)
	@$(SET_UP)
