package dev.insula.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;

/** Logs by log4j, configured by the System property that names its file. */
public final class Log4jUse implements Callable<String> {
  /** For the test. */
  public Log4jUse() {}

  @Override
  public String call() throws Exception {
    LogManager.getLogger("probe").info("hello");
    String where = ((LoggerContext) LogManager.getContext(false)).getConfiguration().getName();
    return where + " " + Files.readString(Path.of("log4j.log"));
  }
}
