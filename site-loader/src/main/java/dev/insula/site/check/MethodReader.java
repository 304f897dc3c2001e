package dev.insula.site.check;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.invoke.MethodHandleInfo;

/** Tells the call graph what the code of one method leads to. */
final class MethodReader {
  private final CallGraph graph;
  private final Step here;

  MethodReader(CallGraph graph, Step here) {
    this.graph = graph;
    this.here = here;
  }

  void read(MethodModel method) {
    try {
      method.code().ifPresent(this::code);
    } catch (IllegalArgumentException malformed) {
      // The JVM would refuse it, too.
    }
  }

  private void code(CodeModel code) {
    for (CodeElement element : code) {
      switch (element) {
        case InvokeInstruction call -> call(call);
        case NewObjectInstruction object -> graph.make(object.className().asInternalName(), here);
        case FieldInstruction field -> {
          if (field.opcode() == Opcode.GETSTATIC || field.opcode() == Opcode.PUTSTATIC) {
            graph.initialise(field.owner().asInternalName(), here);
          }
        }
        case InvokeDynamicInstruction call ->
            call.invokedynamic().bootstrap().arguments().forEach(this::constant);
        case LoadConstantInstruction load -> constant(load.constantEntry());
        default -> {
          // leads nowhere
        }
      }
    }
  }

  private void call(InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    String selector = call.name().stringValue().concat(call.type().stringValue());
    switch (call.opcode()) {
      case INVOKESTATIC -> {
        graph.initialise(owner, here);
        graph.call(owner, selector, here);
      }
      case INVOKESPECIAL -> graph.call(owner, selector, here);
      default -> graph.callOn(owner, selector, here);
    }
  }

  private void constant(LoadableConstantEntry constant) {
    switch (constant) {
      case ClassEntry type -> type(elementOf(type.asInternalName()));
      case StringEntry text -> graph.say(text.stringValue(), here);
      case MethodHandleEntry handle -> handle(handle);
      case ConstantDynamicEntry dynamic -> dynamic.bootstrap().arguments().forEach(this::constant);
      default -> {
        // leads nowhere
      }
    }
  }

  /** A class that names itself does so for its logger. */
  private void type(String name) {
    if (!outermost(name).equals(outermost(here.owner()))) {
      graph.reflect(name, here);
    }
  }

  private static String outermost(String name) {
    int nested = name.indexOf('$', name.lastIndexOf('/') + 2);
    return nested < 0 ? name : name.substring(0, nested);
  }

  /** The class that an array is made of. */
  static String elementOf(String type) {
    return type.startsWith("[") ? type.replaceFirst("^\\[+L?", "").replace(";", "") : type;
  }

  private void handle(MethodHandleEntry handle) {
    String owner = handle.reference().owner().asInternalName();
    String selector =
        handle.reference().name().stringValue().concat(handle.reference().type().stringValue());
    switch (handle.kind()) {
      case MethodHandleInfo.REF_invokeStatic -> {
        graph.initialise(owner, here);
        graph.call(owner, selector, here);
      }
      case MethodHandleInfo.REF_newInvokeSpecial -> {
        graph.make(owner, here);
        graph.call(owner, selector, here);
      }
      case MethodHandleInfo.REF_invokeSpecial -> graph.call(owner, selector, here);
      case MethodHandleInfo.REF_invokeVirtual, MethodHandleInfo.REF_invokeInterface ->
          graph.callOn(owner, selector, here);
      default -> graph.initialise(owner, here);
    }
  }
}
