package dev.insula.config;

/**
 * Processor time that a site may use.
 *
 * @param percent of one processor, from 1; 200 is two whole processors
 */
public record CpuShare(int percent) {
  public CpuShare {
    if (percent < 1) {
      throw new IllegalArgumentException(percent + "%: a share of the processor is at least 1%");
    }
  }

  @Override
  public String toString() {
    return percent + "%";
  }
}
