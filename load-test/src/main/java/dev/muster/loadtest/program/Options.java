package dev.muster.loadtest.program;

import java.nio.file.Path;

/** What a command line asks for, whatever the program. */
public interface Options {
    /** Below it each run has a directory of its own for data and logs. */
    Path directory();

    /** Whether only its usage is wanted. */
    boolean help();
}
