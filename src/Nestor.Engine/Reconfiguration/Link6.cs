using Nestor.Hooks.Exchange;
using Nestor.Model.Networks;

namespace Nestor.Engine.Reconfiguration;

/// <summary>An interface that messages of the server's own can leave by.</summary>
/// <param name="Socket">Number of the socket, as in <see cref="Departure6.Socket"/>.</param>
public readonly record struct Link6(LocalInterface6 Interface, int Socket);
