namespace Nestor.Hooks.Exchange;

/// <summary>A received message whose bytes can be moved.</summary>
public interface IArrival<TSelf>
    where TSelf : struct
{
    /// <summary>The UDP payload.</summary>
    ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The same message with its bytes at another place.</summary>
    TSelf At(byte[] buffer, int start);
}
