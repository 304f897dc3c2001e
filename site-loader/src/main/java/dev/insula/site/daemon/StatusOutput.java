package dev.insula.site.daemon;

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

  /** Says what has happened. A host that no longer listens is noticed by the end of the input. */
  synchronized void tell(DaemonEvent event) {
    try {
      out.write((event.line() + "\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
    } catch (IOException hostIsGone) {
      // the end of standard input ends this process
    }
  }
}
