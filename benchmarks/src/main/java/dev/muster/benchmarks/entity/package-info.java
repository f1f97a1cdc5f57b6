/** The least that an entity of Akka costs that is sharded and event-sourced: what twins are measured beside ({@code ./run memory}). */
@NullMarked
package dev.muster.benchmarks.entity;

import org.jspecify.annotations.NullMarked;
