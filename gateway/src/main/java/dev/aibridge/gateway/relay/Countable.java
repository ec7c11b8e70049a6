package dev.aibridge.gateway.relay;

/// A request whose tokens can be counted without an answer.
public interface Countable extends Ask {

    /// The body by which the vendor is asked to count.
    ///
    /// @param upstreamModel what the vendor calls the model
    byte[] forCount(String upstreamModel);

    /// The path of the vendor's count, below the endpoint's own.
    String countPath();

    /// The answer in this dialect, when we have counted ourselves.
    byte[] counted(long tokens);
}
