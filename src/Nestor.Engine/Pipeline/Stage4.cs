using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;

namespace Nestor.Engine.Pipeline;

/// <summary>One step of the DHCPv4 pipeline: pure, synchronous, one static function in its own file.</summary>
public delegate Verdict Stage4(Engine4 engine, Exchange4 exchange);
