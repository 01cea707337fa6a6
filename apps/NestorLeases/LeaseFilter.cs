using System.Globalization;
using System.Net;
using CommandLines;
using Nestor.Model.Leases;

namespace NestorLeases;

/// <summary>Which leases are wanted.</summary>
internal sealed class LeaseFilter
{
    private readonly List<IPNetwork> _places = [];
    private string? _state;
    private string? _hardware;
    private string? _identifier;
    private string? _hostname;
    private long? _subnet;
    private bool _isAll;

    /// <summary>Null, with the reason, when it cannot be.</summary>
    public static LeaseFilter? Of(GivenFlags given, out string error)
    {
        var filter = new LeaseFilter
        {
            _state = given.Value("--state"),
            _hardware = Plain(given.Value("--mac")),
            _identifier = Plain(given.Value("--client-id") ?? given.Value("--duid")),
            _hostname = given.Value("--hostname"),
            _isAll = given.Has("--all"),
        };
        error = "";
        if (given.Value("--subnet-id") is { } id)
        {
            if (!uint.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out uint number))
            {
                error = $"found \"{id}\", wanted the number of a subnet";
                return null;
            }

            filter._subnet = number;
        }

        foreach (string word in given.Words.Concat(given.Rest))
        {
            if (IPAddress.TryParse(word, out var address))
            {
                filter._places.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else if (TryNetwork(word, out var network))
            {
                filter._places.Add(network);
            }
            else
            {
                error = $"found \"{word}\", wanted an address or a prefix such as 192.0.2.0/24";
                return null;
            }
        }

        return filter;
    }

    /// <summary>The one address that is asked for; null when it may be several.</summary>
    public bool IsOneAddress => _places.Count == 1 && _places[0].PrefixLength == _places[0].BaseAddress.GetAddressBytes().Length * 8;

    /// <summary>Without a state asked for, what is held or declined; an address that is named is shown whatever its state.</summary>
    public bool Takes(ShownLease lease, long now) =>
        (_state is not null ? lease.StateAt(now) == _state : _isAll || IsOneAddress || lease.IsHeldAt(now) || lease.State == LeaseState.Declined)
        && (_subnet is null || lease.SubnetId == _subnet)
        && (_hardware is null || Plain(lease.HardwareAddress) == _hardware)
        && (_identifier is null || Plain(lease.Identifier) == _identifier)
        && (_hostname is null || IsNamed(lease.Hostname, _hostname))
        && (_places.Count == 0 || _places.Exists(p => p.BaseAddress.AddressFamily == lease.Address.AddressFamily && p.Contains(lease.Address)));

    /// <summary>Hexadecimal digits without what stands between them.</summary>
    private static string? Plain(string? text) =>
        text?.Replace(":", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static bool IsNamed(string hostname, string wanted) => wanted.StartsWith('*')
        ? hostname.TrimEnd('.').EndsWith(wanted[1..].TrimEnd('.'), StringComparison.OrdinalIgnoreCase)
        : string.Equals(hostname.TrimEnd('.'), wanted.TrimEnd('.'), StringComparison.OrdinalIgnoreCase)
            || (!wanted.Contains('.', StringComparison.Ordinal) && hostname.StartsWith(wanted + ".", StringComparison.OrdinalIgnoreCase));

    /// <summary>A prefix whose host bits may be set.</summary>
    private static bool TryNetwork(string text, out IPNetwork network)
    {
        network = default;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IPAddress.TryParse(text.AsSpan(0, slash), out var address)
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int length))
        {
            return false;
        }

        byte[] bytes = address.GetAddressBytes();
        if (length > bytes.Length * 8)
        {
            return false;
        }

        for (int bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        network = new IPNetwork(new IPAddress(bytes), length);
        return true;
    }
}
