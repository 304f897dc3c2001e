package dev.insula.spawner.plan;

/**
 * What one generation of a site may use.
 *
 * @param memory bytes of memory and swap together, at least 1 MiB
 * @param cpu hundredths of one processor, from 1
 * @param tasks threads and processes, from 1
 * @param files open descriptors of one process, from 16
 * @param fileSize bytes of one file
 * @param temporary bytes that {@code /tmp} and {@code /dev/shm} hold, each
 */
public record Limits(long memory, int cpu, int tasks, int files, long fileSize, long temporary) {
  /** What a site gets whose plan does not say otherwise. */
  public static final Limits DEFAULT = new Limits(512L << 20, 200, 256, 4096, 1L << 30, 64L << 20);

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Limits {
    require("memory", memory, 1L << 20);
    require("cpu", cpu, 1);
    require("tasks", tasks, 1);
    require("files", files, 16);
    require("file-size", fileSize, 1);
    require("temporary", temporary, 1);
  }

  private static void require(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be at least " + least);
    }
  }
}
