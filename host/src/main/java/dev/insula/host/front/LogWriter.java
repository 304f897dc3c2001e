package dev.insula.host.front;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes access logs behind the requests' back. Each I/O thread fills a chunk of its own; one
 * thread sorts full chunks by site and writes, twice a second, each site's file once. If the disk
 * does not keep up, records are dropped and counted, and no request waits.
 *
 * <p>A record is four bytes of log number, four of length, then the line.
 */
final class LogWriter implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("insula.access");
  private static final int CHUNKS_WAITING = 128;
  private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Bytes of all logs together; beyond that they are written before the time. */
  private static final int MOST_UNWRITTEN = 1024 * 1024;

  private static final int HEADER = 8;

  private final LogClock clock = new LogClock();
  private final AtomicReferenceArray<LogChunk> chunks;
  private final BlockingQueue<LogChunk> full = new ArrayBlockingQueue<>(CHUNKS_WAITING);
  private final Map<Integer, Path> files = new ConcurrentHashMap<>();
  private final AtomicInteger lastNumber = new AtomicInteger();
  private final AtomicInteger dropped = new AtomicInteger();
  private final LogDisk disk = new LogDisk();

  // What follows is the writing thread's own.
  private final Map<Integer, LineBuffer> sorted = new HashMap<>();
  private int unwritten;
  private final Thread thread;
  private volatile boolean open = true;

  LogWriter(int ioThreads) {
    chunks = new AtomicReferenceArray<>(Integer.highestOneBit(Math.max(1, ioThreads * 2 - 1)));
    for (int i = 0; i < chunks.length(); i++) {
      chunks.set(i, new LogChunk());
    }
    thread = Thread.ofPlatform().name("insula-access-log").daemon().start(this::run);
  }

  LogClock clock() {
    return clock;
  }

  /** A log of its own number for this file. */
  AccessLog log(Path file) {
    int number = lastNumber.incrementAndGet();
    files.put(number, file);
    return new AccessLog(this, number);
  }

  /** Writes one record. */
  void add(int ioThread, int number, LogLine line) {
    int length = line.length();
    int stripe = ioThread & (chunks.length() - 1);
    int total = length + HEADER;
    while (total <= LogChunk.CAPACITY) {
      LogChunk chunk = chunks.get(stripe);
      int at = chunk.claim(total);
      if (at >= 0) {
        ByteBuffer.wrap(chunk.bytes(), at, HEADER).putInt(number).putInt(length);
        line.write(chunk.bytes(), at + HEADER);
        chunk.commit(total);
        return;
      }
      if (at == LogChunk.SEALED_BY_YOU) {
        replace(stripe, chunk);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  private void replace(int stripe, LogChunk sealed) {
    chunks.set(stripe, new LogChunk());
    if (!full.offer(sealed)) {
      dropped.incrementAndGet();
    }
  }

  private void run() {
    long due = System.nanoTime() + FLUSH_NANOS;
    while (open || !full.isEmpty()) {
      LogChunk chunk = next(due - System.nanoTime());
      if (chunk == null) {
        flush();
        due = System.nanoTime() + FLUSH_NANOS;
      } else {
        sort(chunk);
        if (unwritten >= MOST_UNWRITTEN) {
          writeSorted();
        }
      }
    }
    writeSorted();
  }

  private @Nullable LogChunk next(long patienceNanos) {
    try {
      return full.poll(patienceNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      open = false;
      return null;
    }
  }

  private void flush() {
    sealAll();
    for (LogChunk chunk = full.poll(); chunk != null; chunk = full.poll()) {
      sort(chunk);
    }
    writeSorted();
  }

  private void sealAll() {
    for (int i = 0; i < chunks.length(); i++) {
      LogChunk chunk = chunks.get(i);
      if (chunk.seal()) {
        replace(i, chunk);
      }
    }
  }

  private void sort(LogChunk chunk) {
    ByteBuffer records = ByteBuffer.wrap(chunk.bytes(), 0, chunk.awaitEnd());
    unwritten += records.remaining();
    while (records.hasRemaining()) {
      int number = records.getInt();
      int length = records.getInt();
      sorted
          .computeIfAbsent(number, _ -> new LineBuffer())
          .append(chunk.bytes(), records.position(), length);
      records.position(records.position() + length);
    }
  }

  private void writeSorted() {
    sorted.forEach((number, lines) -> {
      Path file = files.get(number);
      if (file != null) {
        disk.append(file, lines.take());
      }
    });
    sorted.clear();
    unwritten = 0;
    int lost = dropped.getAndSet(0);
    if (lost > 0) {
      LOG.warnf("The disk does not keep up: %d KiB of access log lines were dropped.", lost * 64);
    }
  }

  /** Writes what is there and ends the thread. */
  @Override
  public void close() {
    sealAll();
    open = false;
    // Not an interrupt: that would close the file it is writing to.
    full.offer(LogChunk.sealedAndEmpty());
    try {
      thread.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
