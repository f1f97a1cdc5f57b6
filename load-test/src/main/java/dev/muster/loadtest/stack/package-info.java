/**
 * The local stack: a real Kafka broker and a real Cassandra node as child JVMs on loopback, for development, load and
 * fault tests.
 *
 * <p>{@link dev.muster.loadtest.stack.LocalStack} starts and stops the two, {@link
 * dev.muster.loadtest.stack.ServerProcess} kills, pauses and restarts one of them, and {@link
 * dev.muster.loadtest.stack.LeashedJvm} starts any JVM that must not outlive its launcher. Whatever goes wrong is a
 * {@link dev.muster.loadtest.stack.StackFailure} of one line.
 */
@NullMarked
package dev.muster.loadtest.stack;

import org.jspecify.annotations.NullMarked;
