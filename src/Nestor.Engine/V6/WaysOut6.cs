using Nestor.Engine.Reconfiguration;
using Nestor.Wire.Values;

namespace Nestor.Engine.V6;

/// <summary>How an interface is left by what is no reply to a query just received.</summary>
/// <param name="OnLink">To link-local addresses.</param>
/// <param name="Beyond">To others, which a link-local source would not serve.</param>
public readonly record struct WaysOut6(Link6 OnLink, Link6 Beyond)
{
    public Link6 To(Ip6 destination) => destination.IsLinkLocal ? OnLink : Beyond;
}
