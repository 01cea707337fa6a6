using Nestor.Hooks.Libraries;
using Nestor.Hooks.Services;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseQuery;

/// <summary>
/// libdhcp_lease_query: those who are allowed to ask which client has an address, and which addresses a client has (RFC 4388,
/// RFC 5007), over UDP.
/// </summary>
public sealed class Library : IHookLibrary
{
    private Query4? _query4;
    private Query6? _query6;

    public void Load(LibrarySetup setup)
    {
        var log = setup.Log(LeaseQueryLog.Logger);
        if (setup.Points4 is { } four)
        {
            _query4 = new Query4(Parameters<Ip4>.Read(setup).Requesters, log);
            four.Buffer4Receive.Add(setup, _query4.Take);
        }

        if (setup.Points6 is { } six)
        {
            _query6 = new Query6(Parameters<Ip6>.Read(setup), (Dhcp6Settings)setup.Settings, log);
            six.Buffer6Receive.Add(setup, _query6.Take);
        }
    }

    public void Start(IHookServer server)
    {
        _query4?.Start(server);
        _query6?.Start(server);
    }

    public void Dispose()
    {
    }
}
