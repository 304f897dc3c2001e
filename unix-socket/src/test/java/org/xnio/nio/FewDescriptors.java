package org.xnio.nio;

import java.io.IOException;
import java.nio.file.Path;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** A process of its own that echoes on a socket and tells its accept failures on request. */
final class FewDescriptors {
  private FewDescriptors() {}

  public static void main(String[] args) throws IOException {
    XnioWorker worker =
        Xnio.getInstance()
            .createWorker(
                OptionMap.create(Options.WORKER_IO_THREADS, 1, Options.THREAD_DAEMON, true));
    try (UdsListener listener =
        Uds.listen(worker, Path.of(args[0]), 1024, UnixPeer.anybody(), new Echo())) {
      System.out.println("listening");
      while (System.in.read() != -1) {
        System.out.println(listener.failures());
      }
    }
  }
}
