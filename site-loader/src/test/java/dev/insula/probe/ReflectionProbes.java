package dev.insula.probe;

import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Members found by reflection and by method handles, and classes made at run time. */
final class ReflectionProbes {
  private static final MethodType GET = MethodType.methodType(String.class, String.class);
  private static final MethodType PATH = MethodType.methodType(String.class);
  private static final MethodType OPEN = MethodType.methodType(void.class, String.class);
  private static final AtomicInteger MADE = new AtomicInteger();

  private final ProbeSet probes;

  ReflectionProbes(ProbeSet probes) {
    this.probes = probes;
  }

  void add() {
    methods();
    fields();
    handles();
    definitions();
  }

  private void methods() {
    probes.different("method", () -> who(System.class.getMethod("getProperty", String.class)));
    probes.different(
        "declared method", () -> who(System.class.getDeclaredMethod("getProperty", String.class)));
    probes.different("methods", () -> who(getProperty(System.class.getMethods())));
    probes.different("declared methods", () -> who(getProperty(System.class.getDeclaredMethods())));
    probes.different(
        "method of name",
        () -> who(Class.forName("java.lang.System").getMethod("getenv", String.class)));
  }

  private static String who(Method method) throws Exception {
    String name = method.getName().equals("getenv") ? "WHO" : "who";
    return (String) method.invoke(null, name);
  }

  private static Method getProperty(Method[] methods) {
    return Arrays.stream(methods)
        .filter(m -> m.getName().equals("getProperty") && m.getParameterCount() == 1)
        .findFirst()
        .orElseThrow();
  }

  private void fields() {
    probes.different("field", () -> identity(System.class.getField("out")));
    probes.different("declared field", () -> identity(System.class.getDeclaredField("out")));
    probes.different("fields", () -> identity(named(System.class.getFields())));
    probes.different("declared fields", () -> identity(named(System.class.getDeclaredFields())));
  }

  private static Field named(Field[] fields) {
    return Arrays.stream(fields).filter(f -> f.getName().equals("out")).findFirst().orElseThrow();
  }

  private static String identity(Field field) throws Exception {
    return "" + System.identityHashCode(field.get(null));
  }

  private void handles() {
    Lookup lookup = MethodHandles.publicLookup();
    probes.different(
        "static handle",
        () -> (String) invoke(lookup.findStatic(System.class, "getProperty", GET), "who"));
    probes.different(
        "virtual handle",
        () ->
            (String)
                invoke(lookup.findVirtual(File.class, "getAbsolutePath", PATH), new File("x")));
    probes.different(
        "constructor handle", () -> text(lookup.findConstructor(FileInputStream.class, OPEN)));
    probes.different(
        "field handle",
        () ->
            ""
                + System.identityHashCode(
                    invoke(lookup.findStaticGetter(System.class, "out", PrintStream.class))));
    probes.different(
        "field variable",
        () ->
            ""
                + System.identityHashCode(
                    lookup.findStaticVarHandle(System.class, "out", PrintStream.class).get()));
  }

  private static String text(MethodHandle open) throws Exception {
    try (InputStream in = (InputStream) invoke(open, "here.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Object invoke(MethodHandle handle, Object... values) {
    try {
      return handle.invokeWithArguments(values);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private void definitions() {
    Lookup lookup = MethodHandles.lookup();
    probes.different("defined class", () -> made(lookup.defineClass(generated())));
    probes.different(
        "hidden class", () -> made(lookup.defineHiddenClass(generated(), true).lookupClass()));
    probes.different(
        "hidden class with data",
        () -> made(lookup.defineHiddenClassWithClassData(generated(), "data", true).lookupClass()));
  }

  private static String made(Class<?> type) throws Exception {
    return (String) type.getDeclaredMethod("who").invoke(null);
  }

  /** A class whose method who() returns System.getProperty("who"). */
  private static byte[] generated() {
    ClassDesc name = ClassDesc.of("dev.insula.probe", "Generated" + MADE.incrementAndGet());
    MethodTypeDesc get = MethodTypeDesc.of(ConstantDescs.CD_String, ConstantDescs.CD_String);
    return ClassFile.of()
        .build(
            name,
            type ->
                type.withMethodBody(
                    "who",
                    MethodTypeDesc.of(ConstantDescs.CD_String),
                    ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                    code ->
                        code.ldc("who")
                            .invokestatic(ClassDesc.of("java.lang.System"), "getProperty", get)
                            .areturn()));
  }
}
