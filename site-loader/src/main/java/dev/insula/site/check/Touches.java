package dev.insula.site.check;

import dev.insula.site.patch.ProcessWideTable;
import dev.insula.site.patch.Replacement;
import dev.insula.site.patch.Replaces.Kind;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Where the methods of one class touch members of the table. */
final class Touches {
  private static final ProcessWideTable TABLE = ProcessWideTable.standard();

  /** How a member is named. */
  enum How {
    BY_NAME,
    BY_SUPER,
    BY_SUBCLASS
  }

  /** A member as the class names it. */
  record Touch(Replacement row, How how) {}

  private final ScannedClass type;
  private final Hierarchy hierarchy;
  private final Map<Touch, Map<String, Integer>> found = new LinkedHashMap<>();
  private final Map<String, Integer> made = new HashMap<>();
  private String inMethod = "";
  private String selector = "";

  private Touches(ScannedClass type, Hierarchy hierarchy) {
    this.type = type;
    this.hierarchy = hierarchy;
  }

  /** Each member, and by the selectors of the methods that touch it, in how many places. */
  static Map<Touch, Map<String, Integer>> of(ScannedClass type, Hierarchy hierarchy) {
    boolean ofHeirs = type.perhapsHeirs.stream().anyMatch(hierarchy::isHeir);
    if (!type.namesMembers && !ofHeirs) {
      return Map.of();
    }
    Touches touches = new Touches(type, hierarchy);
    type.model().methods().forEach(touches::method);
    return touches.found;
  }

  private void method(MethodModel method) {
    inMethod = method.methodName().stringValue();
    selector = ScannedClass.selector(method);
    made.clear();
    method.code().ifPresent(this::code);
  }

  private void code(CodeModel code) {
    for (CodeElement element : code) {
      switch (element) {
        case NewObjectInstruction object ->
            made.merge(object.className().asInternalName(), 1, Integer::sum);
        case InvokeInstruction call -> {
          if (!isPassedOn(call)) {
            reference(call.method(), isSuper(call));
          }
        }
        case FieldInstruction field -> reference(field.field(), false);
        case InvokeDynamicInstruction call ->
            call.invokedynamic().bootstrap().arguments().forEach(this::handle);
        default -> {
          // names no member
        }
      }
    }
  }

  private void handle(LoadableConstantEntry argument) {
    if (argument instanceof MethodHandleEntry handle) {
      reference(handle.reference(), false);
    }
  }

  /** Whether a shared member is called by a method that stands for the same one of a wrapper. */
  private boolean isPassedOn(InvokeInstruction call) {
    return call.name().equalsString(inMethod)
        && call.opcode() == Opcode.INVOKEVIRTUAL
        && TABLE
            .find(call.owner().asInternalName(), inMethod, call.type().stringValue())
            .filter(Replacement::shared)
            .isPresent();
  }

  /** Whether the call is written {@code super}; one more of its kind was made, if it is not. */
  private boolean isSuper(InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    if (call.opcode() != Opcode.INVOKESPECIAL || !owner.equals(type.parent)) {
      return false;
    }
    if (!call.name().equalsString("<init>")) {
      return true;
    }
    boolean isMade = made.getOrDefault(owner, 0) > 0;
    made.merge(owner, -1, Integer::sum);
    return inMethod.equals("<init>") && !isMade;
  }

  private void reference(MemberRefEntry reference, boolean isSuper) {
    String owner = reference.owner().asInternalName();
    String member = reference.name().stringValue();
    String descriptor = reference.type().stringValue();
    BiConsumer<Replacement, How> count =
        (row, how) ->
            found
                .computeIfAbsent(new Touch(row, how), _ -> new LinkedHashMap<>())
                .merge(selector, 1, Integer::sum);
    Optional<Replacement> row = TABLE.find(owner, member, descriptor);
    if (row.isPresent()) {
      boolean stays = isSuper && row.get().kind() != Kind.STATIC;
      count.accept(row.get(), stays ? How.BY_SUPER : How.BY_NAME);
    } else if (hierarchy.isHeir(owner)) {
      hierarchy
          .inherited(owner, member, descriptor)
          .ifPresent(
              it -> count.accept(it, isForwarded(it, owner) ? How.BY_NAME : How.BY_SUBCLASS));
    }
  }

  /**
   * Whether the patcher sees it all the same: what is static, and a class's calls on its own type.
   */
  private boolean isForwarded(Replacement row, String owner) {
    boolean isOnOwn = owner.equals(type.name) && row.owner().equals(type.parent);
    return !row.isField() && (row.kind() == Kind.STATIC || isOnOwn);
  }
}
