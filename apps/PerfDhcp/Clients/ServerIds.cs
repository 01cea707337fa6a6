namespace PerfDhcp.Clients;

/// <summary>
/// Server identifiers by number, so that exchanges need not hold them: four octets in DHCPv4, a DUID in DHCPv6. Each is
/// kept once, when it is seen first.
/// </summary>
internal sealed class ServerIds
{
    public const ushort None = 0;

    /// <summary>Servers that come after so many are not told apart: nobody measures that many at once.</summary>
    private const int Most = 64;

    private readonly List<byte[]> _ids = [[]];

    /// <summary>The one that was first to be taken; empty before.</summary>
    public ushort First => _ids.Count > 1 ? (ushort)1 : None;

    public byte[] Of(ushort number) => _ids[number];

    public ushort Number(ReadOnlySpan<byte> id)
    {
        for (int i = 1; i < _ids.Count; i++)
        {
            if (id.SequenceEqual(_ids[i]))
            {
                return (ushort)i;
            }
        }

        if (id.IsEmpty || _ids.Count > Most)
        {
            return None;
        }

        _ids.Add(id.ToArray());
        return (ushort)(_ids.Count - 1);
    }
}
