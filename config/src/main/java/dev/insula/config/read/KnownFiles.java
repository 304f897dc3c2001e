package dev.insula.config.read;

import dev.insula.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What the included files of one manifest said when they were read last, so that a reload reads
 * only those that have changed since. It forgets everything when the manifest itself changes. For
 * one reading at a time.
 *
 * <p>Of a file that has not changed, neither the text is read again nor the files and folders that
 * it names are looked for again; what several files must agree on is checked in every reading.
 */
public final class KnownFiles {
  /** A file that was changed this shortly before it was read may change again unseen. */
  private static final Duration SETTLED = Duration.ofSeconds(1);

  private final Map<Path, Kept> files = new HashMap<>();
  private Optional<Stamp> manifest = Optional.empty();

  /** What tells one content of a file from another. */
  record Stamp(Path file, List<Object> attributes) {
    Stamp {
      attributes = List.copyOf(attributes);
    }

    /** Of the file as it is now; empty when it cannot be told or is too young to be trusted. */
    static Optional<Stamp> of(Path file) {
      try {
        var attributes = Files.readAttributes(file, "unix:ctime,lastModifiedTime,size,ino");
        boolean isSettled =
            attributes.get("ctime") instanceof FileTime changed
                && changed.toMillis() < System.currentTimeMillis() - SETTLED.toMillis();
        return isSettled ? Optional.of(new Stamp(file, values(attributes))) : Optional.empty();
      } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
        // It is read as if it were new, which tells what is wrong with it.
        return Optional.empty();
      }
    }

    /** In the order of a map, which is the same for the same names. */
    private static List<Object> values(Map<String, Object> attributes) {
      return List.copyOf(attributes.values());
    }
  }

  /** What a faultless file holds. */
  record Content(List<SiteList.Entry> sites, SequencedMap<String, Setting> settings) {}

  private record Kept(Stamp stamp, Content content) {}

  /** To be called before a reading; what was kept under another manifest counts no more. */
  void begin(Path manifestFile) {
    Optional<Stamp> now = Stamp.of(manifestFile);
    if (now.isEmpty() || !now.equals(manifest)) {
      files.clear();
    }
    manifest = now;
  }

  Optional<Content> unchanged(Stamp stamp) {
    return Optional.ofNullable(files.get(stamp.file()))
        .filter(kept -> kept.stamp().equals(stamp))
        .map(Kept::content);
  }

  void keep(Stamp stamp, Content content) {
    if (manifest.isPresent()) {
      files.put(stamp.file(), new Kept(stamp, content));
    }
  }

  /** Forgets the files that are not among these, once there are such. */
  void retain(Collection<Path> included) {
    if (files.size() > included.size()) {
      files.keySet().retainAll(new HashSet<>(included));
    }
  }
}
