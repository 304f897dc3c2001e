package dev.insula.site.state;

import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/** A site's standard streams, as they are now. */
public final class Streams {
  private volatile PrintStream out;
  private volatile PrintStream err;
  private volatile InputStream in = new ByteArrayInputStream(new byte[0]);

  Streams(PrintStream out, PrintStream err) {
    this.out = keptOpen(out);
    this.err = keptOpen(err);
  }

  /** A stream to the same place whose {@code close} leaves that place open. */
  private static PrintStream keptOpen(PrintStream target) {
    return new PrintStream(new KeptOpen(target), true, target.charset());
  }

  /** {@code System.out}. */
  public PrintStream out() {
    return out;
  }

  /** {@code System.err}. */
  public PrintStream err() {
    return err;
  }

  /** {@code System.in}: empty until the site replaces it. */
  public InputStream in() {
    return in;
  }

  /** Takes in what {@code System.setOut} was given. */
  public void replaceOut(PrintStream replacement) {
    out = replacement;
  }

  /** Takes in what {@code System.setErr} was given. */
  public void replaceErr(PrintStream replacement) {
    err = replacement;
  }

  /** Takes in what {@code System.setIn} was given. */
  public void replaceIn(InputStream replacement) {
    in = replacement;
  }

  private static final class KeptOpen extends FilterOutputStream {
    KeptOpen(OutputStream target) {
      super(target);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
