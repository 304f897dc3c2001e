package dev.insula.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** R19: nobody who has something to say waits for the one who reads. */
class BackgroundLinesTest {
  /** A pipe that is full until it is read. */
  private static final class Blocked extends Writer {
    private final CountDownLatch readFrom = new CountDownLatch(1);
    private final StringWriter text = new StringWriter();

    @Override
    public void write(char[] chars, int offset, int length) {
      try {
        readFrom.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      text.write(chars, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void linesComeOutInTheirOrder() {
    var text = new StringWriter();
    try (var lines = new BackgroundLines("test", new PrintWriter(text))) {
      lines.add("one");
      lines.add("two");
    }
    assertEquals(List.of("one", "two"), text.toString().lines().toList());
  }

  @Test
  void aReaderWhoStopsReadingBlocksNobodyAndHearsHowMuchWasLost() {
    var pipe = new Blocked();
    try (var lines = new BackgroundLines("test", new PrintWriter(pipe))) {
      for (int i = 0; i < 10_000; i++) {
        lines.add("line " + i);
      }
      pipe.readFrom.countDown();
    }
    String text = pipe.text.toString();
    assertTrue(text.startsWith("line 0" + System.lineSeparator()), text.substring(0, 40));
    assertTrue(
        text.contains(" lines were dropped here, because nobody read them."), "nothing told");
  }
}
