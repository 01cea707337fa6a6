using Nestor.Config.Loading;
using Nestor.Engine.Hooking;
using Nestor.Hooks.Services;
using Nestor.Model.Hosts;
using Nestor.Model.Settings;
using Nestor.Server.Control;

namespace Nestor.Server.HookLoading;

/// <inheritdoc/>
internal sealed class Hosts4(HookHosts4 engine) : IHosts
{
    public IReadOnlyList<Reservation>? Read(DhcpSettings settings, IReadOnlyList<PlacedHost> hosts, out string error) =>
        HostReading.Read4((Dhcp4Settings)settings, [.. hosts.Select(h => (h.SubnetId, h.Map))], out error);

    public IHostSource SourceOf(IReadOnlyList<Reservation> hosts)
    {
        var table = new HostTable4(hosts.Count);
        table.AddRange(hosts.Cast<Reservation4>());
        return table;
    }

    public void Use(IHostSource? source, IReadOnlyList<Reservation> removed, IReadOnlyList<Reservation> added) =>
        engine.Use((IHostSource4?)source, removed.Cast<Reservation4>(), added.Cast<Reservation4>());

    public string? WriteFile(string path, byte[] text) => SafeFile.Write(path, text);
}
