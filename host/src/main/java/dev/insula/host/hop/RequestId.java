package dev.insula.host.hop;

import java.nio.charset.StandardCharsets;

/**
 * One request's id: the front's word for it where it has one, else 32 hexadecimal digits, unique
 * over threads and restarts. Turned into text only when somebody wants to read it.
 */
sealed interface RequestId {
  /** Writes a whole line. */
  void write(HeadWriter out, byte[] name);

  String text();

  /** Made by the hop: a random half that each I/O thread keeps, and a count. */
  record Counted(long thread, long count) implements RequestId {
    @Override
    public void write(HeadWriter out, byte[] name) {
      out.put(name);
      out.hex(thread);
      out.hex(count);
      out.crLf();
    }

    @Override
    public String text() {
      HeadWriter out = new HeadWriter();
      out.hex(thread);
      out.hex(count);
      return new String(out.bytes(), 0, out.length(), StandardCharsets.US_ASCII);
    }
  }

  /** Given by the front. */
  record Given(String text) implements RequestId {
    public Given {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (!HttpBytes.areToken(bytes, 0, bytes.length)) {
        throw new IllegalArgumentException("a request id may not hold blanks or separators");
      }
    }

    @Override
    public void write(HeadWriter out, byte[] name) {
      out.put(name);
      out.put(text);
      out.crLf();
    }
  }
}
