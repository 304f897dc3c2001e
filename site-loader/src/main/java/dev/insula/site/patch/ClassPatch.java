package dev.insula.site.patch;

import static dev.insula.site.patch.ConstantPool.putU2;
import static dev.insula.site.patch.ConstantPool.putU4;
import static dev.insula.site.patch.ConstantPool.u2;
import static dev.insula.site.patch.ConstantPool.u4;

import dev.insula.site.patch.Replaces.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * Nothing in the code moves, so branch offsets, exception tables and line numbers stay as they are
 * and no class hierarchy is needed to compute stack maps.
 *
 * A static member: the Methodref or Fieldref itself is changed in place to name the runtime class,
 * which catches every instruction, method handle, invokedynamic and dynamic constant at once.
 *
 * An instance method: a new Methodref is appended and the instruction becomes invokestatic, with
 * the receiver as the first argument. The old Methodref stays, for super.x().
 *
 * A constructor: "new X; dup; arguments; invokespecial X.<init>" becomes "nop nop nop; nop;
 * arguments; invokestatic Runtime.x", which leaves the same single reference on the stack. Stack
 * maps between the two (a conditional among the arguments) hold two references to the unmade object
 * at the bottom; they are cut out. Calls of super(...) are left as they are.
 */

/** The patch of one class. */
final class ClassPatch {
  private static final byte[] CODE = "Code".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] STACK_MAP_TABLE = "StackMapTable".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CONSTRUCTOR = "<init>".getBytes(StandardCharsets.US_ASCII);

  private final ConstantPool pool;
  private final byte[] patched;
  private final @Nullable Replacement[] hits;
  private final int[] newReferences;
  private final AddedEntries added;
  private final Cuts cuts = new Cuts();
  private final BitSet madeClasses = new BitSet();
  private final List<Replacement> inherited;
  private boolean walksCode;

  /** The rows of the class's parent are {@code inherited}. */
  ClassPatch(ConstantPool pool, @Nullable Replacement[] hits, List<Replacement> inherited) {
    this.pool = pool;
    this.patched = pool.bytes.clone();
    this.hits = hits;
    this.newReferences = new int[hits.length];
    this.inherited = inherited.stream().filter(it -> it.kind() == Kind.STATIC).toList();
    this.added = new AddedEntries(pool.count());
  }

  ConstantPool pool() {
    return pool;
  }

  byte[] apply() {
    for (int i = 1; i < hits.length; i++) {
      Replacement hit = hits[i];
      if (hit != null && hit.kind() == Kind.STATIC) {
        renameInPlace(pool.offset(i), hit);
      } else if (hit != null) {
        newReferences[i] = added.methodref(hit);
        walksCode = true;
        if (hit.kind() == Kind.CONSTRUCTOR) {
          madeClasses.set(pool.first(i));
        }
      }
    }
    if (walksCode) {
      methodHandles();
      methods();
    }
    return inherited.isEmpty() ? assemble() : withForwarders();
  }

  private byte[] withForwarders() {
    DeclaredMethods declared = new DeclaredMethods(pool);
    Forwarders forwarders = new Forwarders(inherited, declared, added);
    putU2(patched, declared.countAt(), declared.count() + forwarders.count());
    byte[] without = assemble();
    byte[] methods = forwarders.bytes();
    // What is cut out is in methods, so all of it is before their end.
    int end = declared.end() + added.length() - cuts.total();
    byte[] result = Arrays.copyOf(without, without.length + methods.length);
    System.arraycopy(methods, 0, result, end, methods.length);
    System.arraycopy(without, end, result, end + methods.length, without.length - end);
    return result;
  }

  private void renameInPlace(int at, Replacement hit) {
    if (patched[at] == ConstantPool.INTERFACE_METHODREF) {
      patched[at] = ConstantPool.METHODREF;
    }
    putU2(patched, at + 1, added.classEntry(hit));
    putU2(patched, at + 3, added.nameAndType(hit));
  }

  /** REF_invokeVirtual, REF_newInvokeSpecial and REF_invokeInterface become REF_invokeStatic. */
  private void methodHandles() {
    for (int i = 1; i < hits.length; i++) {
      if (pool.tag(i) == ConstantPool.METHOD_HANDLE) {
        int at = pool.offset(i);
        int kind = pool.bytes[at + 1];
        int reference = newReferences[u2(pool.bytes, at + 2)];
        if (reference != 0 && (kind == 5 || kind == 8 || kind == 9)) {
          patched[at + 1] = 6;
          putU2(patched, at + 2, reference);
        }
      }
    }
  }

  private void methods() {
    int at = pool.end() + 6;
    at += 2 + 2 * u2(pool.bytes, at);
    members(members(at, false), true);
  }

  private int members(int at, boolean areMethods) {
    int count = u2(pool.bytes, at);
    at += 2;
    for (; count > 0; count--) {
      at = member(at, areMethods);
    }
    return at;
  }

  private int member(int at, boolean isMethod) {
    byte[] b = pool.bytes;
    int attributes = u2(b, at + 6);
    at += 8;
    for (; attributes > 0; attributes--) {
      int length = attributeLength(at);
      if (isMethod && isNamed(at, CODE)) {
        code(at);
      }
      at += 6 + length;
    }
    return at;
  }

  private void code(int attribute) {
    int start = attribute + 14;
    int length = u4(pool.bytes, attribute + 10);
    if (length < 0 || length > pool.bytes.length - start) {
      throw new MalformedClass("a method's code is longer than the file");
    }
    instanceMethods(start, length);
    if (!madeClasses.isEmpty()) {
      MadeObjects made = new MadeObjects(this, start, length);
      if (made.find()) {
        constructors(attribute, start + length, made);
      }
    }
  }

  private void instanceMethods(int start, int length) {
    byte[] b = pool.bytes;
    for (int at = start; at < start + length; at = Instructions.next(b, start, at)) {
      int opcode = b[at] & 0xff;
      if (opcode == Instructions.INVOKEVIRTUAL || opcode == Instructions.INVOKEINTERFACE) {
        int reference = newReferences[u2(b, at + 1)];
        if (reference != 0) {
          patched[at] = (byte) Instructions.INVOKESTATIC;
          putU2(patched, at + 1, reference);
          if (opcode == Instructions.INVOKEINTERFACE) {
            patched[at + 3] = Instructions.NOP;
            patched[at + 4] = Instructions.NOP;
          }
        }
      }
    }
  }

  private void constructors(int codeAttribute, int codeEnd, MadeObjects made) {
    int frames = stackMapTable(codeEnd);
    if (frames != 0) {
      var origins = made.origins();
      if (!new StackFrames(pool.bytes, frames + 6, origins).areOnStacksOnly()) {
        return;
      }
      int before = cuts.total();
      new StackFrames(pool.bytes, frames + 6, origins).cut(cuts, patched);
      int cut = cuts.total() - before;
      putU4(patched, frames + 2, u4(pool.bytes, frames + 2) - cut);
      putU4(patched, codeAttribute + 2, u4(pool.bytes, codeAttribute + 2) - cut);
    }
    for (int i = 0; i < made.count(); i++) {
      int at = made.made(i);
      Arrays.fill(patched, at, at + 4, (byte) Instructions.NOP);
      int call = made.called(i);
      patched[call] = (byte) Instructions.INVOKESTATIC;
      putU2(patched, call + 1, newReferences[u2(pool.bytes, call + 1)]);
    }
  }

  /** The offset of the code's StackMapTable attribute, 0 if it has none. */
  private int stackMapTable(int codeEnd) {
    int at = codeEnd + 2 + 8 * u2(pool.bytes, codeEnd);
    int attributes = u2(pool.bytes, at);
    at += 2;
    for (; attributes > 0; attributes--) {
      if (isNamed(at, STACK_MAP_TABLE)) {
        return at;
      }
      at += 6 + attributeLength(at);
    }
    return 0;
  }

  private int attributeLength(int at) {
    int length = u4(pool.bytes, at + 2);
    if (length < 0 || length > pool.bytes.length - at - 6) {
      throw new MalformedClass("an attribute is longer than the file");
    }
    return length;
  }

  private boolean isNamed(int attribute, byte[] name) {
    return pool.isUtf8(pool.entry(u2(pool.bytes, attribute), ConstantPool.UTF8), name);
  }

  /** Whether {@code new} of the class at this index may belong to a replaced constructor. */
  boolean makes(int classIndex) {
    return madeClasses.get(classIndex);
  }

  /** The class index of a constructor of a class with replaced constructors, else 0. */
  int constructorOwner(int method) {
    int owner = pool.first(method);
    if (!makes(owner)) {
      return 0;
    }
    int name = pool.entry(pool.first(pool.second(method)), ConstantPool.UTF8);
    return pool.isUtf8(name, CONSTRUCTOR) ? owner : 0;
  }

  /** Whether a Methodref is a replaced constructor. */
  boolean isReplaced(int method) {
    Replacement hit = hits[method];
    return hit != null && hit.kind() == Kind.CONSTRUCTOR;
  }

  private byte[] assemble() {
    int end = pool.end();
    byte[] result = new byte[patched.length + added.length() - cuts.total()];
    System.arraycopy(patched, 0, result, 0, end);
    added.copyTo(result, end);
    cuts.copy(patched, end, result, end + added.length());
    putU2(result, 8, added.count());
    return result;
  }
}
