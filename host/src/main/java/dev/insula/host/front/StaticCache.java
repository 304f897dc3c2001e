package dev.insula.host.front;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of small files of one folder. They are sent after a look at the disk has shown that the
 * file is unchanged. Only where several looks in a row were less than a tenth of a second apart,
 * the bytes are sent without one for the next tenth of a second: so a file that is asked for now
 * and then is never stale, and one under load for a tenth of a second at most.
 *
 * <p>Keys are request paths as they were sent. Bounded in number and bytes; each folder has its
 * own, so no answer can cross from one site to another.
 */
final class StaticCache {
  static final int LARGEST_FILE = 32 * 1024;
  private static final int MOST_FILES = 1024;
  private static final long MOST_BYTES = 1024 * 1024;
  private static final int LOOKS = 8;
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ConcurrentHashMap<String, Seen> files = new ConcurrentHashMap<>();
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong swept = new AtomicLong(System.nanoTime());

  /** What may be used without a look at the disk; null if nothing may. */
  @Nullable StaticFile fresh(String path) {
    Seen seen = files.get(path);
    return seen == null || seen.streak < LOOKS || System.nanoTime() - seen.looked > FRESH_NANOS
        ? null
        : seen.file;
  }

  /** What was found before, of any age: of use only if it is still unchanged. */
  @Nullable StaticFile former(String path) {
    Seen seen = files.get(path);
    return seen == null ? null : seen.file;
  }

  /** Takes note of a look at the disk. */
  void looked(String path, StaticFile file) {
    long now = System.nanoTime();
    Seen before = files.get(path);
    if (before == null && !hasRoomFor(file, now)) {
      return;
    }
    int streak = before != null && now - before.looked <= 2 * FRESH_NANOS ? before.streak : 0;
    held.addAndGet(file.held());
    Seen replaced = files.put(path, new Seen(file, now, Math.min(streak + 1, LOOKS)));
    if (replaced != null) {
      held.addAndGet(-replaced.file.held());
    }
  }

  /** Drops what nobody asked for lately before it says no, but does not try with every request. */
  private boolean hasRoomFor(StaticFile file, long now) {
    long last = swept.get();
    if (isFull(file) && now - last > FRESH_NANOS && swept.compareAndSet(last, now)) {
      for (Map.Entry<String, Seen> one : files.entrySet()) {
        if (now - one.getValue().looked > FRESH_NANOS) {
          forget(one.getKey(), one.getValue());
        }
      }
    }
    return !isFull(file);
  }

  private boolean isFull(StaticFile file) {
    return files.size() >= MOST_FILES || held.get() + file.held() > MOST_BYTES;
  }

  private void forget(String path, Seen seen) {
    if (files.remove(path, seen)) {
      held.addAndGet(-seen.file.held());
    }
  }

  /** Forgets a path that has no file any more. */
  void missed(String path) {
    Seen seen = files.get(path);
    if (seen != null) {
      forget(path, seen);
    }
  }

  /** No record: two looks at the same content are two looks. */
  private static final class Seen {
    private final StaticFile file;
    private final long looked;
    private final int streak;

    Seen(StaticFile file, long looked, int streak) {
      this.file = file;
      this.looked = looked;
      this.streak = streak;
    }
  }
}
