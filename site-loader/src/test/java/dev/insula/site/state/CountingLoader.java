package dev.insula.site.state;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;

/** Makes classes that are all different places in the code. */
final class CountingLoader extends ClassLoader {
  private static final ClassDesc RUNNABLE = ClassDesc.of("java.lang.Runnable");

  /** Runs what it is given, from a class of its own. */
  // the type that the made class has
  @SuppressWarnings("unchecked")
  Consumer<Runnable> writer(int number) throws ReflectiveOperationException {
    String name = "place.Number" + number;
    byte[] file =
        ClassFile.of()
            .build(
                ClassDesc.of(name),
                made ->
                    made.withFlags(ClassFile.ACC_PUBLIC)
                        .withInterfaceSymbols(ClassDesc.of("java.util.function.Consumer"))
                        .withMethodBody(
                            "<init>",
                            ConstantDescs.MTD_void,
                            ClassFile.ACC_PUBLIC,
                            code ->
                                code.aload(0)
                                    .invokespecial(
                                        ConstantDescs.CD_Object, "<init>", ConstantDescs.MTD_void)
                                    .return_())
                        .withMethodBody(
                            "accept",
                            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object),
                            ClassFile.ACC_PUBLIC,
                            code ->
                                code.aload(1)
                                    .checkcast(RUNNABLE)
                                    .invokeinterface(RUNNABLE, "run", ConstantDescs.MTD_void)
                                    .return_()));
    Class<?> type = defineClass(name, file, 0, file.length);
    return (Consumer<Runnable>) type.getConstructor().newInstance();
  }
}
