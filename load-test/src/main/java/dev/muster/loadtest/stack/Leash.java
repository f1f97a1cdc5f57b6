package dev.muster.loadtest.stack;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The main class of every leashed JVM: calls the real one, and halts the JVM as soon as the launcher is gone, however
 * it went.
 *
 * <p>The launcher is the parent process. An orphan gets another parent at once, so a launcher that was killed but not
 * yet reaped, or whose pid was given to a new process, is not taken for a living one.
 *
 * <p>This class is copied alone onto the class path of JVMs that know nothing of this project: it uses the JDK only,
 * and is one class file.
 */
public final class Leash {
    /** Exit status of a JVM whose launcher was gone. */
    public static final int LAUNCHER_GONE = 71;

    private static final long POLL_MS = 250;

    private Leash() {}

    /** Arguments: the pid of the launcher, the real main class, its arguments. */
    public static void main(String[] arguments) throws Throwable {
        if (arguments.length < 2) {
            throw new IllegalArgumentException(
                    "Expected: <launcher pid> <main class> [argument...], but got " + Arrays.toString(arguments));
        }
        watch(Long.parseLong(arguments[0]));
        leaveInterruptsToTheLauncher();
        Method main = Class.forName(arguments[1]).getMethod("main", String[].class);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(arguments, 2, arguments.length));
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** Ctrl-C reaches every process of the terminal at once; the launcher stops its children, those first that use others. */
    private static void leaveInterruptsToTheLauncher() {
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
    }

    private static void watch(long launcherPid) {
        if (isOrphan(launcherPid)) {
            Runtime.getRuntime().halt(LAUNCHER_GONE);
        }
        Thread watcher = new Thread(
                () -> {
                    while (!isOrphan(launcherPid)) {
                        pause();
                    }
                    Runtime.getRuntime().halt(LAUNCHER_GONE);
                },
                "leash");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static boolean isOrphan(long launcherPid) {
        return ProcessHandle.current()
                .parent()
                .filter(parent -> parent.pid() == launcherPid && parent.isAlive())
                .isEmpty();
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MS);
        } catch (InterruptedException e) {
            // Nobody may stop the watch; the next poll comes early.
        }
    }
}
