using Nestor.Wire.Values;

namespace Nestor.Wire.Dhcp4;

/// <summary>Option 121: routes, each as the bits of its prefix, the bytes that count, the router (RFC 3442).</summary>
public static class ClasslessRoutes4
{
    /// <summary>Takes one route off the front; false at the end, or when the rest is no whole route.</summary>
    public static bool TryNext(scoped ref ReadOnlySpan<byte> area, out Ip4 network, out byte bits, out Ip4 router)
    {
        network = default;
        router = default;
        bits = 0;
        if (area.IsEmpty || area[0] > 32)
        {
            return false;
        }

        int size = (area[0] + 7) / 8;
        if (area.Length < 1 + size + 4)
        {
            return false;
        }

        Span<byte> prefix = stackalloc byte[4];
        prefix.Clear();
        area.Slice(1, size).CopyTo(prefix);
        bits = area[0];
        network = Ip4.Read(prefix);
        router = Ip4.Read(area[(1 + size)..]);
        area = area[(1 + size + 4)..];
        return true;
    }

    /// <summary>True when the body is one route or more and nothing else.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> area)
    {
        bool hasAny = false;
        while (TryNext(ref area, out _, out _, out _))
        {
            hasAny = true;
        }

        return hasAny && area.IsEmpty;
    }
}
