using Nestor.Wire.Dns;

namespace Nestor.Wire.Dhcp6;

/// <summary>
/// Option 144: one resolver that speaks an encrypted protocol (RFC 9463 section 4.1). Several resolvers are several
/// options.
/// </summary>
public static class Dnr6
{
    /// <param name="priority">Lower is preferred.</param>
    /// <param name="name">The authentication domain name, as labels.</param>
    /// <param name="addresses">Sixteen bytes each; empty when only the name is given (section 3.1.6).</param>
    /// <param name="parameters">Service parameters as in RFC 9460 section 2.2.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> body,
        out ushort priority,
        out ReadOnlySpan<byte> name,
        out ReadOnlySpan<byte> addresses,
        out ReadOnlySpan<byte> parameters) =>
        ResolverBody.TryRead(body, 2, 16, out priority, out name, out addresses, out parameters);
}
