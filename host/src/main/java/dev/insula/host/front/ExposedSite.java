package dev.insula.host.front;

import dev.insula.site.RunningSite;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.xnio.OptionMap;
import org.xnio.XnioWorker;
import org.xnio.nio.Uds;
import org.xnio.nio.UdsListener;
import org.xnio.nio.UnixPeer;

/** A site inside this JVM behind a socket of its own, past the door, so that it can be asked. */
record ExposedSite(UdsListener listener, Path socket) implements Closeable {
  private static final int BACKLOG = 16;

  static ExposedSite open(XnioWorker worker, RunningSite site, Path socket) throws IOException {
    var http = new HttpOpenListener(new DefaultByteBufferPool(false, 16 * 1024), OptionMap.EMPTY);
    http.setRootHandler(site.handler());
    return new ExposedSite(Uds.listen(worker, socket, BACKLOG, UnixPeer.anybody(), http), socket);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    Files.deleteIfExists(socket);
  }
}
