using System.Net.NetworkInformation;
using System.Net.Sockets;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>An interface as the kernel has it at this moment.</summary>
public sealed record InterfaceState(
    int Index, string Name, bool IsUp, bool IsLoopback, ulong Mac, IReadOnlyList<Ip4> Addresses);

/// <summary>Which interfaces the configuration means, and what keeps the others from being used.</summary>
public static class InterfaceList
{
    public static List<InterfaceState> Read()
    {
        var found = new List<InterfaceState>();
        foreach (var nic in NetworkInterface.GetAllNetworkInterfaces())
        {
            var properties = nic.GetIPProperties();
            ulong mac = 0;
            foreach (byte b in nic.GetPhysicalAddress().GetAddressBytes())
            {
                mac = (mac << 8) | b;
            }

            found.Add(new InterfaceState(
                (int)Linux.InterfaceIndex(nic.Name), nic.Name, nic.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown,
                nic.NetworkInterfaceType == NetworkInterfaceType.Loopback, mac & 0xFFFF_FFFF_FFFF,
                [.. properties.UnicastAddresses.Where(a => a.Address.AddressFamily == AddressFamily.InterNetwork)
                    .Select(a => Ip4.Read(a.Address.GetAddressBytes()))]));
        }

        return found;
    }

    /// <summary>
    /// The interfaces to listen on for a list such as "*", "eth0", "eth0/192.0.2.1"; every entry that cannot be used
    /// now gets a line in <paramref name="problems"/> that says what is missing.
    /// </summary>
    public static List<(LocalInterface Local, ulong Mac)> Choose(
        IReadOnlyList<string> wanted, IReadOnlyList<InterfaceState> present, List<string> problems)
    {
        var chosen = new List<(LocalInterface, ulong)>();
        foreach (string entry in wanted)
        {
            if (entry == "*")
            {
                foreach (var any in present.Where(p => !p.IsLoopback && p.IsUp && p.Addresses.Count > 0))
                {
                    Add(any, any.Addresses[0]);
                }

                continue;
            }

            string[] parts = entry.Split('/');
            var nic = present.FirstOrDefault(p => p.Name == parts[0]);
            if (nic is null)
            {
                problems.Add($"interface {parts[0]} does not exist");
            }
            else if (!nic.IsUp)
            {
                problems.Add($"interface {nic.Name} is down");
            }
            else if (nic.Addresses.Count == 0)
            {
                problems.Add($"interface {nic.Name} has no IPv4 address");
            }
            else if (parts.Length == 1)
            {
                Add(nic, nic.Addresses[0]);
            }
            else if (Ip4.TryParse(parts[1], out var address) && nic.Addresses.Contains(address))
            {
                Add(nic, address);
            }
            else
            {
                problems.Add($"interface {nic.Name} has no address {parts[1]}");
            }
        }

        return chosen;

        void Add(InterfaceState nic, Ip4 address)
        {
            if (!chosen.Exists(c => c.Item1.Index == nic.Index && c.Item1.Address == address))
            {
                chosen.Add((new LocalInterface(nic.Index, nic.Name, address), nic.Mac));
            }
        }
    }
}
