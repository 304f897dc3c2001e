package dev.insula.site.daemon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lines of one among several that print to the same stream: each is written as a whole, with its
 * author's name before it. What is no whole line yet waits, up to {@link #LONGEST} bytes. Closing
 * it writes what waits, and leaves the stream open.
 */
final class MarkedLines extends OutputStream {
  private static final int LONGEST = 8 << 10;

  private final byte[] mark;
  private final OutputStream out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  MarkedLines(String author, OutputStream out) {
    this.mark = ("[" + author + "] ").getBytes(StandardCharsets.UTF_8);
    this.out = out;
  }

  @Override
  public synchronized void write(int b) throws IOException {
    if (line.size() == 0) {
      line.writeBytes(mark);
    }
    line.write(b);
    if (b == '\n') {
      send();
    } else if (line.size() >= LONGEST) {
      line.write('\n');
      send();
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  private void send() throws IOException {
    out.write(line.toByteArray());
    out.flush();
    line.reset();
  }

  @Override
  public synchronized void close() throws IOException {
    if (line.size() > 0) {
      line.write('\n');
      send();
    }
  }
}
