package dev.insula.bench;

import dev.insula.site.patch.ClassPatcher;
import dev.insula.site.patch.ProcessWideTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The patch of one class; the classes are those of the libraries on the class path, in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PatcherBenchmark {
  private final ClassPatcher patcher = new ClassPatcher(ProcessWideTable.standard());
  private final List<byte[]> touching = new ArrayList<>();
  private final List<byte[]> others = new ArrayList<>();
  private int at;

  /** Reads the class files. */
  @Setup
  public void read() throws IOException {
    for (byte[] classFile : Library.ofClassPath().contents()) {
      boolean touches = !patcher.touched("measured", classFile).isEmpty();
      (touches ? touching : others).add(classFile);
    }
    Collections.shuffle(others, new Random(1));
    Collections.shuffle(touching, new Random(1));
  }

  private byte[] patched(List<byte[]> classes) {
    at = at + 1 < classes.size() ? at + 1 : 0;
    return patcher.patch("measured", classes.get(at));
  }

  /** A class that touches nothing process-wide, as most do not. */
  @Benchmark
  public byte[] untouched() {
    return patched(others);
  }

  /** A class that gets other references. */
  @Benchmark
  public byte[] rewritten() {
    return patched(touching);
  }
}
