package dev.insula.site.patch;

import dev.insula.site.patch.Replaces.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a class file so that its references to the JDK's process-wide members name the runtime
 * classes of the site instead.
 *
 * <p>A class that extends a class of the table is given its static methods, too, so that they are
 * replaced where they are called by the name of the subclass ({@code MyZone.setDefault}), and its
 * calls of inherited methods on objects of its own type are replaced.
 *
 * <p>Not replaced, because the class file does not name the JDK's member: an inherited instance
 * method that another class calls on an object of the subclass, a constructor reached by {@code
 * super(...)}, reflection on an instance method or constructor, and whatever the JDK's own classes
 * call. What a site's own loaders define is patched only where they define it through {@code
 * Lookup}.
 *
 * <p>Immutable and safe for use by any number of threads.
 */
public final class ClassPatcher {
  private static final String RUNTIME_PACKAGE = RuntimeClassFiles.PACKAGE.replace('.', '/') + "/";

  private final ProcessWideTable table;

  /** A patcher that applies the given table. */
  public ClassPatcher(ProcessWideTable table) {
    this.table = table;
  }

  /**
   * The patched class file.
   *
   * @param className the class's name, for the message of an error; dots or slashes. A runtime
   *     class is never changed
   * @param classFile the class file as the compiler wrote it; never changed
   * @return {@code classFile} itself (the same array) when the class touches nothing process-wide,
   *     which holds for most classes; else a new array
   * @throws ClassFormatError if the bytes are not a well-formed class file, or the patched constant
   *     pool would have more than 65,535 entries; the message names the class
   */
  public byte[] patch(String className, byte[] classFile) {
    try {
      ConstantPool pool = new ConstantPool(classFile);
      List<Replacement> inherited = table.ofParent(pool);
      @Nullable Replacement[] hits = hits(pool, inherited);
      if ((hits.length == 0 && inherited.isEmpty())
          || className.replace('.', '/').startsWith(RUNTIME_PACKAGE)) {
        return classFile;
      }
      return new ClassPatch(pool, hits, inherited).apply();
    } catch (MalformedClass | IndexOutOfBoundsException e) {
      throw malformed(className, e);
    }
  }

  /**
   * The process-wide members that a class touches, for a report about it.
   *
   * @throws ClassFormatError as {@link #patch}
   */
  public List<Replacement> touched(String className, byte[] classFile) {
    try {
      List<Replacement> touched = new ArrayList<>();
      ConstantPool pool = new ConstantPool(classFile);
      for (Replacement hit : hits(pool, table.ofParent(pool))) {
        if (hit != null) {
          touched.add(hit);
        }
      }
      return List.copyOf(touched);
    } catch (MalformedClass | IndexOutOfBoundsException e) {
      throw malformed(className, e);
    }
  }

  /** The row of each replaced reference, by constant pool index; empty if there is none. */
  private @Nullable Replacement[] hits(ConstantPool pool, List<Replacement> inherited) {
    @Nullable Replacement[] hits = NONE;
    for (int i = 1; i < pool.count(); i++) {
      int tag = pool.tag(i);
      if (tag < ConstantPool.FIELDREF || tag > ConstantPool.INTERFACE_METHODREF) {
        continue;
      }
      Replacement hit = table.find(pool, i);
      if (hit == null && !inherited.isEmpty()) {
        hit = ownCall(pool, i, inherited);
      }
      if (hit != null) {
        if (hits.length == 0) {
          hits = new Replacement[pool.count()];
        }
        hits[i] = hit;
      }
    }
    return hits;
  }

  /** The row of an inherited instance method that a class names as its own. */
  private static @Nullable Replacement ownCall(
      ConstantPool pool, int reference, List<Replacement> inherited) {
    if (pool.first(reference) != ConstantPool.u2(pool.bytes, pool.end() + 2)) {
      return null;
    }
    int nameAndType = pool.second(reference);
    pool.entry(nameAndType, ConstantPool.NAME_AND_TYPE);
    String name = pool.utf8(pool.first(nameAndType));
    String descriptor = pool.utf8(pool.second(nameAndType));
    for (Replacement row : inherited) {
      if (row.kind() == Kind.VIRTUAL
          && row.name().equals(name)
          && row.descriptor().equals(descriptor)) {
        return new DeclaredMethods(pool).contains(row) ? null : row;
      }
    }
    return null;
  }

  private static final @Nullable Replacement[] NONE = new Replacement[0];

  private static ClassFormatError malformed(String className, RuntimeException cause) {
    String what = cause instanceof MalformedClass ? cause.getMessage() : "it is cut off";
    ClassFormatError error =
        new ClassFormatError("Class " + className.replace('/', '.') + " is malformed: " + what);
    error.initCause(cause);
    return error;
  }
}
