package dev.muster.twinservice.http;

/** Carries a {@link Problem} from the depth of reading a request to {@link Failures}; seen by nobody else. */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public BadInput(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
