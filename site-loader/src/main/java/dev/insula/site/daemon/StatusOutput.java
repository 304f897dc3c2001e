package dev.insula.site.daemon;

import dev.insula.site.Percent;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The process's standard output, taken for events alone before anything else can print to it. */
final class StatusOutput {
  private final OutputStream out;

  private StatusOutput(OutputStream out) {
    this.out = out;
  }

  /** Takes standard output for events; {@code System.out} is standard error from now on. */
  static StatusOutput take() {
    StatusOutput taken = new StatusOutput(new FileOutputStream(FileDescriptor.out));
    System.setOut(System.err);
    return taken;
  }

  /** Says what has happened to one member of a group. */
  void tell(String member, DaemonEvent event) {
    tell(event.line() + " member=" + Percent.encode(member));
  }

  /** Says what has happened. A host that no longer listens is noticed by the end of the input. */
  void tell(DaemonEvent event) {
    tell(event.line());
  }

  private synchronized void tell(String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
    } catch (IOException hostIsGone) {
      // the end of standard input ends this process
    }
  }
}
