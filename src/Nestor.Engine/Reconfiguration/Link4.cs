using Nestor.Hooks.Exchange;
using Nestor.Model.Networks;

namespace Nestor.Engine.Reconfiguration;

/// <summary>An interface that messages of the server's own can leave by.</summary>
/// <param name="Socket">Number of the socket, as in <see cref="Departure4.Socket"/>.</param>
public readonly record struct Link4(LocalInterface Interface, int Socket);
