package dev.insula.spawner;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Runs something in a thread that is another user. The kernel keeps identities by thread. */
// The JDK has no other way to change the user of one thread.
@SuppressWarnings("restricted")
final class AsUser {
  private static final MethodHandle SYSCALL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
              FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT),
              Linker.Option.firstVariadicArg(1));
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
  private static final long SETGROUPS = ARM ? 159 : 116;
  private static final long SETRESUID = ARM ? 147 : 117;
  private static final long SETRESGID = ARM ? 149 : 119;

  private AsUser() {}

  static <T> T call(int id, Callable<T> task) throws Exception {
    var result =
        new FutureTask<>(() -> {
          become(id);
          return task.call();
        });
    Thread.ofPlatform().start(result).join();
    return result.get();
  }

  private static void become(int id) throws Exception {
    try {
      assertEquals(0L, (long) SYSCALL.invokeExact(SETGROUPS, 0, 0, 0));
      assertEquals(0L, (long) SYSCALL.invokeExact(SETRESGID, id, id, id));
      assertEquals(0L, (long) SYSCALL.invokeExact(SETRESUID, id, id, id));
    } catch (Exception e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
