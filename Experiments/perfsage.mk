# What the experiments on networks for accelerators share. DATA: a folder with .tflite files and
# Vela's summary CSV; SAMPLES has a small one. To be included behind common.mk.
FOLDER = $(or $(DATA),$(wildcard $(SAMPLES)/perfsage-mini))
SOURCE = $(or $(DATA),$(if $(FOLDER),207 small networks made for this project with Vela figures: EdgeDLPerf was never published),300 drawn networks with made-up latencies and the predictor nnlqp: models are not at hand)
PREDICTOR = $(if $(FOLDER),perfsage,nnlqp)
PLATFORM = $(if $(FOLDER),ethos-u55-256,made-up)

$(OUT)/records.jsonl: | $(OUT) $(TOOLS)
ifneq ($(FOLDER),)
	(cd $(FOLDER) && label-parse --dataset perfsage --models . *.csv | name-families | cg-build --models .) > $@
else
	for space in nnlqp-mobilenetv2 nnlqp-mnasnet nnlqp-squeezenet; do \
	  cg-sample $$space -n 100 --seed $(SEED) | made-up made-up latency s 1e-11 5e-11 2e-6; done > $@
endif
