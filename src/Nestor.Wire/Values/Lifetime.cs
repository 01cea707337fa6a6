namespace Nestor.Wire.Values;

/// <summary>A lease time in seconds.</summary>
public readonly record struct Lifetime(uint Seconds)
{
    /// <summary>All ones on the wire: the lease never ends (RFC 2131 section 3.3).</summary>
    public static readonly Lifetime Infinite = new(uint.MaxValue);

    public bool IsInfinite => Seconds == uint.MaxValue;
}
