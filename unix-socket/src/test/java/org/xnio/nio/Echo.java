package org.xnio.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/** Sends back what it reads, holding one buffer, and ends its own side after the peer's end. */
final class Echo implements ChannelListener<StreamConnection> {
  @Override
  public void handleEvent(StreamConnection connection) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16 * 1024).flip();
    Runnable pump = () -> pump(connection, buffer);
    connection.getSourceChannel().setReadListener(c -> pump.run());
    connection.getSinkChannel().setWriteListener(c -> pump.run());
    connection.getSourceChannel().resumeReads();
  }

  private static void pump(StreamConnection connection, ByteBuffer buffer) {
    try {
      while (drained(connection, buffer)) {
        int read = connection.getSourceChannel().read(buffer.clear());
        buffer.flip();
        if (read == 0) {
          return;
        }
        if (read == -1) {
          connection.getSinkChannel().shutdownWrites();
          connection.getSinkChannel().flush();
          return;
        }
      }
    } catch (IOException e) {
      IoUtils.safeClose(connection);
    }
  }

  private static boolean drained(StreamConnection connection, ByteBuffer buffer)
      throws IOException {
    while (buffer.hasRemaining()) {
      if (connection.getSinkChannel().write(buffer) == 0) {
        connection.getSourceChannel().suspendReads();
        connection.getSinkChannel().resumeWrites();
        return false;
      }
    }
    connection.getSinkChannel().suspendWrites();
    connection.getSourceChannel().resumeReads();
    return true;
  }
}
