using Nestor.Config.Loading;
using Nestor.Engine.Hooking;
using Nestor.Hooks.Services;
using Nestor.Model.Hosts;
using Nestor.Model.Settings;
using Nestor.Server.Control;

namespace Nestor.Server.HookLoading;

/// <inheritdoc/>
internal sealed class Hosts6(HookHosts6 engine) : IHosts
{
    public IReadOnlyList<Reservation>? Read(DhcpSettings settings, IReadOnlyList<PlacedHost> hosts, out string error) =>
        HostReading.Read6((Dhcp6Settings)settings, [.. hosts.Select(h => (h.SubnetId, h.Map))], out error);

    public IHostSource SourceOf(IReadOnlyList<Reservation> hosts)
    {
        var table = new HostTable6(hosts.Count);
        table.AddRange(hosts.Cast<Reservation6>());
        return table;
    }

    public void Use(IHostSource? source, IReadOnlyList<Reservation> removed, IReadOnlyList<Reservation> added) =>
        engine.Use((IHostSource6?)source, removed.Cast<Reservation6>(), added.Cast<Reservation6>());

    public string? WriteFile(string path, byte[] text) => SafeFile.Write(path, text);
}
