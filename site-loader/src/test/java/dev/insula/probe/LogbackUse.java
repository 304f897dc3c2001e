package dev.insula.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;

/** Logs by logback, configured by the System property that names its file. */
public final class LogbackUse implements Callable<String> {
  /** For the test. */
  public LogbackUse() {}

  @Override
  public String call() throws Exception {
    LoggerFactory.getLogger("probe").info("hello");
    return Files.readString(Path.of("logback.log"));
  }
}
