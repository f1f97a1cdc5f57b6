/** What a live twin costs in memory, and how fast twins wake ({@code ./run memory}). */
@NullMarked
package dev.muster.loadtest.memory;

import org.jspecify.annotations.NullMarked;
