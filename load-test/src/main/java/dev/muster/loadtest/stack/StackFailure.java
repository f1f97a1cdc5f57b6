package dev.muster.loadtest.stack;

import java.util.regex.Pattern;

/**
 * Why the local stack cannot do what was asked. The message is one line for the person who asked: what is wrong, with
 * which file, port or process, and what to do about it.
 */
public final class StackFailure extends RuntimeException {
    private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");

    public StackFailure(String message) {
        super(oneLine(message));
    }

    public StackFailure(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    private static String oneLine(String message) {
        return LINE_BREAKS.matcher(message.strip()).replaceAll(" ");
    }
}
