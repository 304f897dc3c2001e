package dev.insula.host.hop;

import java.io.Closeable;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/**
 * What all hops of a front share: for each I/O thread of its worker a scratch buffer of 128 KiB and
 * a clock that ticks four times a second. Made once, closed after the last hop.
 */
public final class HopLanes implements Closeable {
  private final Lane[] lanes;

  /**
   * Makes the parts of each I/O thread and starts its clock.
   *
   * @param worker the one that the front's listeners use
   */
  public HopLanes(XnioWorker worker) {
    lanes = new Lane[worker.getIoThreadCount()];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new Lane(worker.getIoThread(i));
    }
  }

  Lane[] all() {
    return lanes.clone();
  }

  int indexOf(XnioIoThread thread) {
    int index = thread.getNumber();
    if (index >= lanes.length || lanes[index].thread() != thread) {
      throw new IllegalStateException("the exchange lives on an I/O thread of another worker");
    }
    return index;
  }

  @Override
  public void close() {
    for (Lane lane : lanes) {
      lane.stop();
    }
  }
}
