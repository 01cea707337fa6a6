using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;

namespace StandardLibraries.FlexId;

/// <summary>
/// libdhcp_flex_id: clients are known by what an expression makes of their queries: to their reservations, and with
/// <c>replace-client-id</c> to their leases.
/// </summary>
public sealed class Library : IHookLibrary
{
    private Identify4? _four;
    private Identify6? _six;

    public void Load(LibrarySetup setup)
    {
        var parameters = Parameters.Read(setup);
        var log = setup.Log(FlexIdLog.Logger);
        if (setup.Points4 is { } points4)
        {
            _four = new Identify4(parameters, log);
            if (parameters.Expression is not null)
            {
                points4.Host4Identifier.Add(setup, _four.Identify);
                if (parameters.IsReplacing)
                {
                    points4.Pkt4Receive.Add(setup, _four.Receive);
                    points4.Pkt4Send.Add(setup, _four.Send);
                }
            }
        }

        if (setup.Points6 is { } points6)
        {
            _six = new Identify6(parameters, log);
            if (parameters.Expression is not null)
            {
                points6.Host6Identifier.Add(setup, _six.Identify);
            }

            if (parameters.IsIgnoringIaid || (parameters.IsReplacing && parameters.Expression is not null))
            {
                points6.Pkt6Receive.Add(setup, _six.Receive);
                points6.Pkt6Send.Add(setup, _six.Send);
            }
        }
    }

    public void Start(IHookServer server)
    {
        _four?.Start(server.Expressions);
        _six?.Start(server.Expressions);
    }

    public void Dispose()
    {
    }
}
