package dev.insula.site.patch;

import dev.insula.site.patch.Replaces.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which members of the JDK are process-wide, and what stands in for each of them in a site.
 * Immutable.
 */
public final class ProcessWideTable {
  private static final int SLOTS = 512;

  private final List<Replacement> replacements;
  private final Map<String, List<Replacement>> byOwner = new HashMap<>();
  private final @Nullable Owner[] slots = new Owner[SLOTS];

  private ProcessWideTable(List<Replacement> replacements) {
    this.replacements = List.copyOf(replacements);
    for (Replacement replacement : this.replacements) {
      byOwner.computeIfAbsent(replacement.owner(), _ -> new ArrayList<>()).add(replacement);
    }
    byOwner.forEach(this::place);
  }

  /** The table that the runtime classes' annotations describe. */
  public static ProcessWideTable standard() {
    return Standard.TABLE;
  }

  /** All rows, in the order of the runtime classes. */
  public List<Replacement> replacements() {
    return replacements;
  }

  /** The rows of one class, by internal name. */
  public List<Replacement> of(String owner) {
    return byOwner.getOrDefault(owner, List.of());
  }

  /** The row of one member; class and descriptor as in class files. */
  public Optional<Replacement> find(String owner, String name, String descriptor) {
    return of(owner).stream()
        .filter(r -> r.name().equals(name) && r.descriptor().equals(descriptor))
        .findFirst();
  }

  /** The row of the member that a pool's Fieldref, Methodref or InterfaceMethodref names. */
  @Nullable Replacement find(ConstantPool pool, int reference) {
    Owner owner = owner(pool, pool.className(pool.first(reference)));
    if (owner == null) {
      return null;
    }
    int nameAndType = pool.second(reference);
    pool.entry(nameAndType, ConstantPool.NAME_AND_TYPE);
    int name = pool.entry(pool.first(nameAndType), ConstantPool.UTF8);
    for (Row row : owner.rows) {
      if (pool.isUtf8(name, row.name)
          && pool.isUtf8(pool.entry(pool.second(nameAndType), ConstantPool.UTF8), row.descriptor)) {
        return row.replacement;
      }
    }
    return null;
  }

  /** The rows of the class that a class file's class extends; empty if it is none of the table. */
  List<Replacement> ofParent(ConstantPool pool) {
    int parent = ConstantPool.u2(pool.bytes, pool.end() + 4);
    Owner owner = parent == 0 ? null : owner(pool, pool.className(parent));
    return owner == null ? List.of() : owner.inherited;
  }

  private @Nullable Owner owner(ConstantPool pool, int className) {
    int length = ConstantPool.u2(pool.bytes, className + 1);
    if (length < 8 || pool.bytes[className + 3] != 'j') {
      return null; // not a class of the JDK's API
    }
    int slot = hash(pool.bytes, className + 3 + length);
    for (Owner o = slots[slot]; o != null; o = slots[slot]) {
      if (pool.isUtf8(className, o.name)) {
        return o;
      }
      slot = (slot + 1) % SLOTS;
    }
    return null;
  }

  private void place(String name, List<Replacement> rows) {
    byte[] bytes = utf8(name);
    int slot = hash(bytes, bytes.length);
    while (slots[slot] != null) {
      slot = (slot + 1) % SLOTS;
    }
    slots[slot] = new Owner(bytes, rows);
  }

  /** The last characters tell the JDK's class names apart best. */
  private static int hash(byte[] b, int end) {
    int h = b[end - 1] * 31 + b[end - 3];
    h = h * 31 + b[end - 4];
    h = h * 31 + b[end - 6];
    return (h ^ h >>> 9) & (SLOTS - 1);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final class Standard {
    static final ProcessWideTable TABLE =
        new ProcessWideTable(
            RuntimeClassFiles.NAMES.stream()
                .map(RuntimeClassFiles::bytes)
                .flatMap(bytes -> AnnotatedMembers.of(bytes).stream())
                .toList());
  }

  // Plain classes, not records: an array component would give a record a wrong equals.
  private static final class Owner {
    final byte[] name;
    final Row[] rows;
    final List<Replacement> inherited;

    Owner(byte[] name, List<Replacement> rows) {
      this.name = name;
      this.rows = rows.stream().map(Row::new).toArray(Row[]::new);
      this.inherited =
          rows.stream().filter(it -> !it.isField() && it.kind() != Kind.CONSTRUCTOR).toList();
    }
  }

  private static final class Row {
    final byte[] name;
    final byte[] descriptor;
    final Replacement replacement;

    Row(Replacement replacement) {
      this.name = utf8(replacement.name());
      this.descriptor = utf8(replacement.descriptor());
      this.replacement = replacement;
    }
  }
}
