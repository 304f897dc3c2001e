package dev.insula.host.front;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the front knows of a file that it serves.
 *
 * @param path where it is, without links
 * @param direct whether the way to it led through no link, so that it cannot lead elsewhere now
 * @param type what it is
 * @param cacheControl the field's value; empty for none
 * @param variants the file as it is first, then its compressed neighbours, the better one first
 */
record StaticFile(
    Path path, boolean direct, StaticType type, String cacheControl, List<StaticVariant> variants) {
  StaticFile {
    variants = List.copyOf(variants);
  }

  /**
   * Looks at a file and its neighbours. A neighbour that is older than the file was made from
   * something else and does not count. Blocks.
   */
  static StaticFile of(StaticEntry entry, StaticStamp stamp, String askedFor, StaticOptions options)
      throws IOException {
    StaticType type = StaticType.of(askedFor);
    Instant now = Instant.now();
    List<StaticVariant> variants = new ArrayList<>();
    variants.add(StaticVariant.of("", entry.fileName(), stamp, now));
    if (type.compressible()) {
      for (StaticCoding coding : StaticCoding.values()) {
        String name = entry.fileName() + coding.suffix();
        StaticStamp neighbour = entry.neighbour(name);
        if (neighbour != null
            && neighbour.modified().getEpochSecond() >= stamp.modified().getEpochSecond()) {
          variants.add(StaticVariant.of(coding.token(), name, neighbour, now));
        }
      }
    }
    return new StaticFile(
        entry.path(), entry.isDirect(), type, options.cacheControl(askedFor), variants);
  }

  /** The same, with one variant replaced by one that has its bytes in memory. */
  StaticFile with(StaticVariant loaded) {
    List<StaticVariant> replaced = new ArrayList<>();
    for (StaticVariant variant : variants) {
      replaced.add(variant.coding().equals(loaded.coding()) ? loaded : variant);
    }
    return new StaticFile(path, direct, type, cacheControl, replaced);
  }

  /** The same, with the bytes that an earlier look had read, where nothing has changed since. */
  StaticFile inheriting(StaticFile earlier) {
    StaticFile all = this;
    for (StaticVariant variant : variants) {
      for (StaticVariant former : earlier.variants) {
        byte[] content = former.content();
        if (content != null
            && variant.content() == null
            && former.fileName().equals(variant.fileName())
            && former.stamp().equals(variant.stamp())) {
          all = all.with(variant.with(content));
        }
      }
    }
    return all;
  }

  /**
   * Looks whether the file and its neighbours are still what they were; false in case of doubt. The
   * bytes in memory may be sent then: nothing is opened. Blocks.
   */
  boolean isUnchanged() {
    return direct && variants.getFirst().stamp().isOf(path) && hasSameNeighbours();
  }

  private boolean hasSameNeighbours() {
    if (!type.compressible()) {
      return true;
    }
    for (StaticCoding coding : StaticCoding.values()) {
      StaticVariant known = variant(coding.token());
      Path neighbour = path.resolveSibling(path.getFileName() + coding.suffix());
      boolean same =
          known == null
              ? !Files.exists(neighbour, LinkOption.NOFOLLOW_LINKS)
              : known.stamp().isOf(neighbour);
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private @Nullable StaticVariant variant(String coding) {
    for (StaticVariant variant : variants) {
      if (variant.coding().equals(coding)) {
        return variant;
      }
    }
    return null;
  }

  /** Bytes in memory. */
  long held() {
    long held = 0;
    for (StaticVariant variant : variants) {
      byte[] content = variant.content();
      held += content == null ? 0 : content.length;
    }
    return held;
  }

  /** Whether the answer depends on Accept-Encoding. */
  boolean varies() {
    return variants.size() > 1;
  }
}
