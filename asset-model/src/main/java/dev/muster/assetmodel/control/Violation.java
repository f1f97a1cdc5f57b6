package dev.muster.assetmodel.control;

/**
 * What is wrong with one argument.
 *
 * @param field such as {@code arguments.megawatts}
 * @param detail "Expected … but …"
 */
public record Violation(String field, String detail) {}
