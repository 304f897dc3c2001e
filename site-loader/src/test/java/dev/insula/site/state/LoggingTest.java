package dev.insula.site.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggingTest {
  private static final String CODE = "dev.insula.probe.Logs";

  @TempDir private Path directory = Path.of("");

  @Test
  void aSiteLogsToItsOwnErr() {
    TestSite alpha = new TestSite("alpha", directory, true);
    TestSite beta = new TestSite("beta", directory, true);
    assertEquals("probe.logs/false", alpha.call(CODE));
    assertTrue(alpha.err().contains("dev.insula.probe.Logs call"), alpha.err());
    assertTrue(alpha.err().contains("hello"), alpha.err());
    assertTrue(alpha.err().contains("by system!"), alpha.err());
    assertFalse(alpha.err().contains("after reset"), alpha.err());
    assertEquals("", beta.err());
  }

  @Test
  void closingTheHandlersLeavesTheStreamsOpen() {
    TestSite site = new TestSite("alpha", directory, true);
    site.call(CODE);
    site.state.streams().err().println("still open");
    assertTrue(site.err().endsWith("still open\n"), site.err());
    assertFalse(System.err.checkError());
  }

  @Test
  void aSitesConfigurationFileIsRead() throws IOException {
    Files.createDirectories(directory.resolve("alpha"));
    Files.writeString(
        directory.resolve("alpha/logging.properties"),
        """
        handlers = java.util.logging.ConsoleHandler, java.util.logging.FileHandler
        .level = WARNING
        probe.logs.level = FINE
        java.util.logging.ConsoleHandler.level = FINE
        java.util.logging.FileHandler.pattern = jul.log
        java.util.logging.FileHandler.formatter = java.util.logging.SimpleFormatter
        java.util.logging.SimpleFormatter.format = %4$s %5$s%n
        """);
    TestSite site =
        new TestSite(
            "alpha",
            directory,
            true,
            Map.of("java.util.logging.config.file", "logging.properties"));
    assertEquals("probe.logs/false", site.call(CODE));
    assertTrue(site.err().contains(" detail\n"), site.err());
    String logged = Files.readString(directory.resolve("alpha/jul.log"));
    assertTrue(logged.contains(" hello\n") && logged.contains(" warned\n"), logged);
  }

  @Test
  void aManagerIsReusedByTheNextSiteAndHoldsNothingOfTheLast() {
    TestSite first = new TestSite("first", directory, true);
    LogManager manager = first.state.logging().manager();
    Logger logger = first.state.logging().logger("kept");
    logger.setFilter(_ -> false);
    first.state.release();
    assertNull(manager.getLogger("kept"));
    TestSite second = new TestSite("second", directory, true);
    TestSite third = new TestSite("third", directory, true);
    assertSame(manager, second.state.logging().manager());
    assertNotSame(manager, third.state.logging().manager());
    assertNotSame(logger, second.state.logging().logger("kept"));
    assertNull(second.state.logging().logger("kept").getFilter());
    assertTrue(first.state.logging().logger("late").getHandlers().length == 0);
  }

  @Test
  void parentsAreFoundInWhateverOrderLoggersAppear() {
    Logging logging = new TestSite("alpha", directory, true).state.logging();
    Logger deep = logging.logger("a.b.c");
    assertEquals("", deep.getParent().getName());
    Logger middle = logging.logger("a.b");
    assertSame(middle, deep.getParent());
    Logger top = logging.logger("a");
    assertSame(top, middle.getParent());
    assertSame(middle, deep.getParent());
    assertSame(logging.logger("a-b").getParent(), top.getParent());
  }
}
